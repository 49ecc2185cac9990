. ./lib/entry.sh
same "$(entry 'Tea, and how to brew it')" '- [Tea, and how to b...](tea-and-how-to-brew-it.md)'
