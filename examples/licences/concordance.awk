# Files of one word a line -> for every occurrence of `word`: FILE: four words before, it, four after.
function show(    i, j, line) {
  for (i = 1; i <= n; i++) if (text[i] == word) {
    line = ""
    for (j = i - 4; j <= i + 4; j++) if (j in text) line = line (line == "" ? "" : " ") (j == i ? toupper(text[j]) : text[j])
    printf "%-10s %s\n", name, line
  }
  split("", text); n = 0
}
FNR == 1 { if (NR > 1) show(); name = FILENAME; sub(/.*\//, "", name) }
{ text[++n] = $1 }
END { show() }
