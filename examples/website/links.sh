# Follows the links of the site from its first page on and prints "page -> link" for each; a dead
# link ends it with an error.
set -eu
todo=index.html
done=
while [ -n "$todo" ]; do
  page=${todo%% *}
  case $todo in *' '*) todo=${todo#* } ;; *) todo= ;; esac
  case " $done " in *" $page "*) continue ;; esac
  done="$done $page"
  links=$(perl get.pl "/$page" | sed -n 's/.*<a href="\([^"]*\)".*/\1/p')
  for link in $links; do
    case $link in http*) continue ;; esac
    perl get.pl "/$link" >/dev/null || { echo "dead link in $page: $link" >&2; exit 1; }
    echo "$page -> $link"
    todo="$todo${todo:+ }$link"
  done
done
