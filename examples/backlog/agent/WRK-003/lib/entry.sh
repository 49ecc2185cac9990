# entry TITLE: the line of a list that leads to the file of that title
. ./lib/slug.sh
. ./lib/clip.sh
entry() { printf -- '- [%s](%s.md)\n' "$(clip 20 "$1")" "$(slug "$1")"; }
