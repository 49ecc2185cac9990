# Frequency tables -> A,B,PERCENT: distinct words in both, as a share of the words in either.
BEGIN { FS = "," }
FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\.csv$/, "", name); names[++files] = name }
{ in_file[files, $2]; words[$2]; size[files]++ }
END {
  for (a = 1; a < files; a++) for (b = a + 1; b <= files; b++) {
    both = 0
    for (w in words) if ((a, w) in in_file && (b, w) in in_file) both++
    printf "%s,%s,%.1f\n", names[a], names[b], 100 * both / (size[a] + size[b] - both)
  }
}
