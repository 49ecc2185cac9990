# The tables of out/ as one page of Markdown.
packages=$(wc -l <out/packages.tsv)
kib=$(awk -F '\t' '{ kib += $3 } END { print kib }' out/packages.tsv)
echo "# Packages"
echo
echo "$packages packages, $((kib / 1024)) MiB."
echo
echo "| section | packages | KiB |"
echo "|---|---:|---:|"
awk 'NR == FNR { split($0, t, "\t"); title[t[1]] = t[2]; next }
  { split($0, f, ","); printf "| %s | %d | %d |\n", f[1] in title ? title[f[1]] : f[1], f[2], f[3] }' \
  out/titles.tsv out/sections.csv
echo
echo "## Largest"
echo
awk -F , '{ printf "%d. %s, %d KiB\n", NR, $1, $2 }' out/largest.csv
echo
echo "## Most needed"
echo
head -n 10 out/needed.csv | awk -F , '{ printf "%d. %s, by %d packages\n", NR, $1, $2 }'
