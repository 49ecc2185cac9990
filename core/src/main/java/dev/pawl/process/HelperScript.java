package dev.pawl.process;

/**
 * The helper's program, for any POSIX shell (tried: dash, busybox, bash, mksh).
 *
 * <p>It acts when its input ends. Given a command, it becomes that, a new coordinator, which gets
 * the times of all that were started within ten minutes as its last argument; the fifth is the last
 * one. Without a command, or after that, it stops everything and gives up 2 s after the longest
 * grace: what is still there then cannot be killed, or is a zombie that nobody reaps.
 *
 * <p>What becomes a coordinator has the caller's environment. Until then no variable is set that a
 * caller may have, none is read that was not set here, and the PATH is put back. {@code kill
 * "-TERM" "-$p"} is the one form that all shells take. A round is a sleep of a tenth of a second,
 * or of a second where sleep takes whole ones only, and takes longer than that where there are many
 * processes or little time for them: a grace is over by the clock, or after as many rounds.
 */
final class HelperScript {
  /** Arguments: prefix of the cookies, its grace in seconds; then times and command, if any. */
  static final String TEXT =
      """
      trap '' HUP INT QUIT TERM PIPE TSTP TTIN TTOU
      _had=${PATH+x} _path=${PATH-} PATH=/usr/local/bin:/usr/bin:/bin
      _n=0 _max=$2 _keep=''
      while read -r _s _p _g; do
        [ "$_s" = keep ] && _keep="$_keep|$_p" && continue
        while [ "$_n" -le "$_s" ]; do eval "_p$_n=0"; _n=$((_n+1)); done
        eval "_p$_s=\\$_p _g$_s=\\$_g"
        [ "$_g" -le "$_max" ] || _max=$_g
      done
      if [ "$#" -gt 3 ] && [ -x "$4" ]; then
        _t=$(date +%s) _old=$3, _new='' _i=0
        while [ "$_old" ]; do
          _s=${_old%%,*} _old=${_old#*,}
          [ "${_s:-0}" -gt "$((_t-600))" ] && _new=$_new$_s, && _i=$((_i+1))
        done
        if [ "$_i" -lt 5 ]; then
          shift 3
          trap - HUP INT QUIT TERM PIPE TSTP TTIN TTOU
          if [ "$_had" ]; then PATH=$_path; else unset PATH; fi
          exec "$@" "$_new$_t" </dev/null
        fi
      fi
      exec 2>/dev/null 3<&-
      LC_ALL=C; export LC_ALL
      c=$1 m=$2 w=$_keep x=$_max e='[A-Za-z0-9._:@-]'
      # k SIGNAL T: to every group whose grace is at most T; fails if none was there.
      # Sees the groups in z, who carries the cookie in b, and who is kept in v.
      k() { i=0 r=1 z=' ' b=' ' v=' '
        while [ "$i" -lt "$_n" ]; do
          eval "p=\\${_p$i:-0} g=\\${_g$i:-0}"; i=$((i+1))
          [ "$p" -gt 1 ] || continue
          z="$z$p "
          [ "$g" -le "$2" ] && kill "-$1" "-$p" && r=0
        done
        [ "$c" ] && [ "$m" -le "$2" ] &&
          for f in $(grep -lE "PAWL_SCOPE=($e*,)*$c" /proc/[0-9]*/environ); do
            l=$f f=${f#/proc/} f=${f%/*}
            [ "$w" ] && grep -qE "PAWL_SCOPE=($e*,)*(${w#|})([^A-Za-z0-9._:@-]|$)" "$l" &&
              v="$v$f " && continue
            b="$b$f "
            # What its group got already gets it once: a clean-up that has just begun is not ended.
            l=; read -r l <"/proc/$f/stat"; l=${l##*) ?} l=${l#* * }
            case $z in *" ${l%% *} "*) continue ;; esac
            kill "-$1" "$f" && r=0
          done
        [ "$m" -le "$2" ] &&
          for h in $kin; do
            stat "${h%:*}" && [ "$start" = "${h#*:}" ] && kill "-$1" "${h%:*}" && r=0
          done
        return "$r"; }
      # stat PID: its parent, group and start
      stat() { l=; read -r l <"/proc/$1/stat" || return 1
        l=${l##*) ?}; set -- $l; parent=$1 group=$2 start=${19}; }
      # What descends from those that k has seen, as PID:START, goes to kin. It is found out once,
      # before the first signal: whose parent has ended has another one.
      family() { all='' f=$b
        for h in /proc/[0-9]*; do
          h=${h#/proc/}; stat "$h" || continue
          case $z in *" $group "*) f="$f$h " ;; esac
          all="$all $h:$parent:$start"
        done
        more=1; while [ "$more" ]; do more=''
          for h in $all; do
            p=${h%%:*} g=${h#*:}
            case $f$v in *" $p "*) continue ;; esac
            case $f in *" ${g%%:*} "*) f="$f$p " kin="$kin $p:${g#*:}" more=1 ;; esac
          done
        done; }
      # now: tenths of a second by the clock, in q; what cannot be read leaves it alone.
      now() { read -r q y </proc/uptime && y=${q#*.} && q=${q%.*}${y%?}; }
      a=999999 kin=''
      q=0; now; o=$q
      k 0 $a || exit 0
      family
      k TERM $a
      k CONT $a
      d=0.1 u=10; sleep $d || d=1 u=1
      t=0
      while k 0 $a; do
        s=$((t/u))
        now; q=$(((q-o-1)/10)); [ "$q" -gt "$s" ] && s=$q
        k KILL $s
        [ "$s" -gt "$((x+2))" ] && exit 1
        sleep $d; t=$((t+1))
      done
      """;

  private HelperScript() {}
}
