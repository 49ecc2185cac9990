# names: sorts the lines that it reads, by their bytes
names() { LC_ALL=C sort; }
