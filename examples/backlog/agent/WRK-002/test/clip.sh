. ./lib/clip.sh
same "$(clip 8 'A long title')" 'A lon...'
same "$(clip 8 'A title!')" 'A title!'
