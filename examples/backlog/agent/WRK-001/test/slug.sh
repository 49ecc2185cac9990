. ./lib/slug.sh
same "$(slug 'Hello, World!')" hello-world
same "$(slug '  2 x 4 ')" 2-x-4
