. ./lib/names.sh
same "$(printf '%s\n' Zoe Émile Emil | names | tr '\n' ' ')" 'Emil Zoe Émile '
