# slug TITLE: a file name for a title
slug() {
  printf '%s\n' "$1" | LC_ALL=C tr 'A-Z' 'a-z' | LC_ALL=C tr -cs 'a-z0-9\n' '-' | sed 's/^-//; s/-$//'
}
