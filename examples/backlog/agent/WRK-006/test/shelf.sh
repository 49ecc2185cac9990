. ./lib/shelf.sh
same "$(shelf | sed -n 1p)" 'clip WIDTH TEXT: the text, with dots for what is too long'
