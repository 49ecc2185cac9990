# bash completion for pawl. Use: source <(pawl completion bash)
_pawl() {
  local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} IFS=$' \t\n'
  local -a words
  # Not COMP_WORDS: bash cuts those at ':' and '=' as well.
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=('') ;; esac
  local last=${words[${#words[@]} - 1]}
  IFS=$'\n'
  COMPREPLY=($("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null))
  # Candidates begin where bash's own last word does.
  local before=
  case $current in
    : | =) before=$last ;;
    *) before=${last%"$current"} ;;
  esac
  if [[ -n $before ]]; then
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
  fi
}
complete -o bashdefault -o default -F _pawl pawl
