# clip WIDTH TEXT: the text, with dots for what is too long
clip() {
  if [ ${#2} -le "$1" ]; then
    printf '%s\n' "$2"
  else
    printf '%s...\n' "$(printf '%s' "$2" | cut -c "1-$(($1 - 3))")"
  fi
}
