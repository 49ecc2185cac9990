# fish completion for pawl. Use: pawl completion fish | source
function __pawl_candidates
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c pawl -e
complete -c pawl -f -a '(__pawl_candidates)'
