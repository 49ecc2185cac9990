# Shared by ./pawl, ./check and ./install; the caller has set $root and sourced jdk.sh.

program=$root/app/target/pawl
stamp=$program/built

# Runs Maven with JDK 25: warnings and errors only (-q would hide what -Werror found). The first two
# options silence warnings about the libraries of Maven itself.
pawl_mvn() {
  command -v mvn >/dev/null || {
    echo "pawl: needs Maven 3.8 or newer to build: install it (for example: apt-get install maven)" >&2
    exit 2
  }
  pawl_find_jdk javac
  (
    cd "$root" || exit 2
    JAVA_HOME=$JDK MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djansi.noreset=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn" \
      exec mvn -B -ntp -Dstyle.color=never "$@" </dev/null
  )
}

# True when the built program is as new as its sources: nothing, deleted files included, changed
# since the last build began.
pawl_is_built() {
  [ -f "$stamp" ] || return 1
  pawl_newer=$(find "$root/pom.xml" "$root/core/pom.xml" "$root/app/pom.xml" \
    "$root/core/src/main" "$root/app/src/main" -newer "$stamp" -print -quit)
  [ -z "$pawl_newer" ]
}

# Builds the program if that is needed. Concurrent callers wait for the first one.
pawl_build() {
  if pawl_is_built; then return; fi
  exec 9<"$root/pom.xml"
  if command -v flock >/dev/null; then flock 9; fi
  if ! pawl_is_built; then
    echo "building pawl ..." >&2
    pawl_began=$(mktemp)
    if ! pawl_mvn -Pfast -DskipTests -pl core,app package >&2 9<&-; then
      rm -f "$pawl_began"
      echo "pawl: the build failed, see above" >&2
      exit 2
    fi
    cp -p "$pawl_began" "$stamp"
    rm -f "$pawl_began"
  fi
  exec 9<&-
}
