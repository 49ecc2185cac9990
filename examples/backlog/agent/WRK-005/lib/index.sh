# index: reads titles, prints their entries, sorted
. ./lib/entry.sh
. ./lib/names.sh
index() { names | while read -r title; do entry "$title"; done; }
