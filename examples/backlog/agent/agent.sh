# A stand-in for an agent, one phase a call. What it would think of itself lies ready in agent/ITEM; the rest is what any
# agent does: it reads the prompt, changes files, tries them, and writes a result.
set -eu

prompt=$(cat)
slug=$(printf '%s\n' "$prompt" | sed -n 's/.*`\(changes\/[^/]*\)\/`.*/\1/p' | head -n 1)

# result VERDICT SUMMARY [MORE]: the last thing that it does.
result() {
  printf '{"item_id":"%s","phase":"%s","result":"%s","summary":"%s"%s}\n' \
    "$PAWL_ITEM" "$PAWL_PHASE" "$1" "$2" "${3:-}" >"$PAWL_RESULT"
  exit
}

told() { printf '%s\n' "$prompt" | grep -q "$1"; }

note() { mkdir -p "$slug" && cat >"$slug/$1"; }

names() { (cd "agent/$PAWL_ITEM/lib" && ls) | sed 's/\.sh$//'; }

case $PAWL_PHASE in
  triage)
    result phase_complete "One function and its test" \
      ',"updated_assessments":{"size":"small","complexity":"low","risk":"low"}'
    ;;
  research)
    if [ "$PAWL_ITEM" = WRK-004 ] && ! told 'by bytes'; then
      result blocked "Where does Émile stand: behind Zoe (by bytes), or behind Emil (by locale)?"
    fi
    { echo "# On the shelf"; ls lib 2>/dev/null || echo nothing; } | note research.md
    result phase_complete "Looked at what is there"
    ;;
  plan)
    echo "lib/$(names).sh, and a test for each case of the item." | note plan.md
    result phase_complete "Plan $(names)"
    ;;
  build)
    mkdir -p lib test
    cp "agent/$PAWL_ITEM"/lib/*.sh lib/
    cp "agent/$PAWL_ITEM"/test/*.sh test/
    if [ "$PAWL_ITEM" = WRK-002 ] && ! told 'expected'; then
      sed -i 's/\$1 - 3/$1/' lib/clip.sh # as agents do, it forgets the dots at first
    fi
    tested=$(sh ./check) || result failed "$(printf '%s\n' "$tested" | grep expected)"
    echo "$tested"
    result phase_complete "Add $(names)"
    ;;
  review)
    sh ./check | note review.md
    if [ "$PAWL_ITEM" = WRK-003 ]; then
      result phase_complete "$(names) does what was asked for" \
        ',"follow_ups":[{"title":"List what is on the shelf","impact":"medium"}]'
    fi
    result phase_complete "$(names) does what was asked for"
    ;;
esac
