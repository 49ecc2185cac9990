. ./lib/index.sh
same "$(printf '%s\n' Tea Milk | index | head -n 1)" '- [Milk](milk.md)'
