package dev.pawl.process;

/**
 * The helper's program, for any POSIX shell (tried: dash, busybox, bash, mksh).
 *
 * <p>It acts when its input ends, and gives up 2 s after the longest grace: what is still there
 * then cannot be killed, or is a zombie that nobody reaps. {@code kill "-TERM" "-$p"} is the one
 * form that all of them take. Time is counted in ticks of a tenth of a second, or of a second where
 * sleep takes whole ones only.
 */
final class HelperScript {
  static final String TEXT =
      """
      trap '' HUP INT QUIT TERM PIPE TSTP TTIN TTOU
      n=0 c=$1 m=$2 x=$2 w='' e='[A-Za-z0-9._:@-]'
      while read -r s p g; do
        [ "$s" = keep ] && w="$w|$p" && continue
        eval "p$s=\\$p g$s=\\$g"; [ "$s" -lt "$n" ] || n=$((s+1))
        [ "$g" -le "$x" ] || x=$g
      done
      exec 2>/dev/null
      # k SIGNAL T: to every group whose grace is at most T; fails if none was there
      k() { i=0 r=1 z=' '
        while [ "$i" -lt "$n" ]; do
          eval "p=\\${p$i:-0} g=\\${g$i:-0}"; i=$((i+1))
          [ "$p" -gt 1 ] || continue
          z="$z$p "
          [ "$g" -le "$2" ] && kill "-$1" "-$p" && r=0
        done
        [ "$c" ] && [ "$m" -le "$2" ] &&
          for f in $(grep -lE "PAWL_SCOPE=($e*,)*$c" /proc/[0-9]*/environ); do
            [ "$w" ] && grep -qE "PAWL_SCOPE=($e*,)*(${w#|})([^A-Za-z0-9._:@-]|$)" "$f" && continue
            f=${f#/proc/} f=${f%/*}
            # What its group got already gets it once: a clean-up that has just begun is not ended.
            l=; read -r l <"/proc/$f/stat"; l=${l##*) ?} l=${l#* * }
            case $z in *" ${l%% *} "*) continue ;; esac
            kill "-$1" "$f" && r=0
          done
        return "$r"; }
      a=999999
      k TERM $a || exit 0
      k CONT $a
      d=0.1 u=10; sleep $d || d=1 u=1
      t=0
      while k 0 $a; do
        s=$((t/u))
        k KILL $s
        [ "$s" -gt "$((x+2))" ] && exit 1
        sleep $d; t=$((t+1))
      done
      """;

  private HelperScript() {}
}
