#compdef pawl
# zsh completion for pawl. Use: source <(pawl completion zsh), after compinit
_pawl() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("${(@)candidates:#}")
  if (( ${#candidates} )); then
    compadd -- "${(@)candidates}"
  else
    _files
  fi
}
compdef _pawl pawl
