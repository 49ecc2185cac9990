# A page of text -> HTML: the first line is the title, a blank line ends a paragraph,
# [text](address) is a link.
function inline(text,    out, at, label, address) {
  gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text)
  while (match(text, /\[[^]]*\]\([^)]*\)/)) {
    label = substr(text, RSTART + 1, RLENGTH - 2)
    at = index(label, "](")
    address = substr(label, at + 2)
    label = substr(label, 1, at - 1)
    out = out substr(text, 1, RSTART - 1) "<a href=\"" address "\">" label "</a>"
    text = substr(text, RSTART + RLENGTH)
  }
  return out text
}
NR == 1 {
  print "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">"
  print "<title>" inline($0) "</title>\n<h1>" inline($0) "</h1>"
  next
}
/^$/ { if (open) print "</p>"; open = 0; next }
{ if (!open) { print "<p>"; open = 1 }; print inline($0) }
END { if (open) print "</p>"; print "</html>" }
