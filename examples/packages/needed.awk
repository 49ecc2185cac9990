# packages.tsv, read twice -> NAME,N for every installed package that N others name.
BEGIN { FS = "\t" }
NR == FNR { installed[$1]; next }
{
  split("", seen)
  n = split($4, needs, " ")
  for (i = 1; i <= n; i++) {
    name = needs[i]
    if (name in installed && name != $1 && !(name in seen)) { seen[name]; by[name]++ }
  }
}
END { for (name in by) printf "%s,%d\n", name, by[name] }
