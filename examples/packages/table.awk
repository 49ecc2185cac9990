# dpkg's status file -> NAME<tab>SECTION<tab>KIB<tab>dependency dependency ...
# Only what is installed. Of a dependency the name stays: no version, no architecture.
BEGIN { RS = ""; FS = "\n"; OFS = "\t" }
{
  name = section = needs = ""; kib = 0; installed = 0
  for (i = 1; i <= NF; i++) {
    at = index($i, ": ")
    key = substr($i, 1, at - 1); value = substr($i, at + 2)
    if (key == "Package") name = value
    else if (key == "Status") installed = value ~ / installed$/
    else if (key == "Section") { sub(/.*\//, "", value); section = value }
    else if (key == "Installed-Size") kib = value
    else if (key == "Depends" || key == "Pre-Depends") needs = needs "," value
  }
  if (!installed) next
  gsub(/\([^)]*\)|:[a-z0-9]+/, "", needs)
  gsub(/[,| ]+/, " ", needs)
  sub(/^ /, "", needs); sub(/ $/, "", needs)
  print name, section == "" ? "none" : section, kib + 0, needs
}
