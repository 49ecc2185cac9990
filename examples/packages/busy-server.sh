# Stands in for a server that is busy: the first two attempts fail, the third answers.
if [ "$PAWL_ATTEMPT" -lt 3 ]; then
  echo "503 busy, attempt $PAWL_ATTEMPT" >&2
  exit 1
fi
cat titles.tsv
