# Shared by ./pawl, ./check, ./install and scripts/format; the caller has set $root and sourced jdk.sh.

built=$root/app/target/pawl          # what Maven makes, in place
published=$root/app/target/published # what ./pawl runs: see pawl_publish
stamp=$published/stamp

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

# True when the published program is as new as its sources: nothing, deleted files included,
# changed since the last build began.
pawl_is_built() {
  [ -f "$stamp" ] || return 1
  pawl_newer=$(find "$root/pom.xml" "$root/core/pom.xml" "$root/app/pom.xml" \
    "$root/core/src/main" "$root/app/src/main" -newer "$stamp" -print -quit)
  [ -z "$pawl_newer" ]
}

# Builds and publishes the program if that is needed. Concurrent callers wait for the first one.
pawl_build() {
  if pawl_is_built; then return; fi
  exec 9<"$root/pom.xml"
  if command -v flock >/dev/null; then flock 9; fi
  if ! pawl_is_built; then
    echo "building pawl ..." >&2
    mkdir -p "$published"
    touch "$stamp.began"
    rm -rf "$built"
    pawl_mvn -Pfast -DskipTests -pl core,app package >&2 9<&- || {
      echo "pawl: the build failed, see above" >&2
      exit 2
    }
    pawl_publish "$published" 9<&-
    mv "$stamp.began" "$stamp"
  fi
  exec 9<&-
}

# pawl_publish FOLDER: copies the built program to FOLDER/DIGEST, trains it there, never to be changed
# again, then turns the link FOLDER/current to it in one step. A program that runs detached keeps its own jars,
# since the version before stays until the next one is published; what is older goes.
pawl_publish() {
  pawl_digest=$(cd "$built" && find . -type f ! -name '*.aot' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16)
  pawl_before=$(readlink "$1/current" || true)
  if [ ! -d "$1/$pawl_digest" ]; then
    pawl_new=$1/new.$$
    mkdir "$pawl_new"
    pawl_copy "$pawl_new"
    mv "$pawl_new" "$1/$pawl_digest"
  fi
  pawl_train "$1/$pawl_digest"
  ln -s "$pawl_digest" "$1/current.$$"
  mv -T "$1/current.$$" "$1/current"
  for pawl_folder in "$1"/*; do
    case ${pawl_folder##*/} in
      current | "$pawl_digest" | "$pawl_before" | stamp*) ;;
      *) rm -rf "$pawl_folder" ;;
    esac
  done
}

# pawl_copy FOLDER: copies the built program there, without the caches that its tests have left.
pawl_copy() {
  cp -Rp "$built/bin" "$built/lib" "$1/"
  rm -f "$1"/lib/*.aot
}

# pawl_train HOME: records what the program loads in caches beside its jars, which halves the
# start. They are a convenience: when anything fails there is none, and the program starts without.
# They are made where they will be used: for each class of a jar that has been moved the virtual
# machine looks for it once more. Without profiles: those have everything compiled at once, before
# the first job.
pawl_train() {
  pawl_is_jdk "$1/runtime" java || pawl_find_jdk java
  pawl_ground=$(mktemp -d)
  (
    cd "$pawl_ground"
    # What most runs have: needs, a retry, a condition, a failure, output, a step.
    {
      echo 'jobs:'
      echo '  first: { run: echo first, skip: NEVER_SET_HERE }'
      echo '  step: { run: echo step > made, outputs: [made] }'
      echo '  again: { run: exit 1, needs: first, retries: { limit: 1, delay: 1ms } }'
      for pawl_job in 1 2 3 4 5 6 7 8 9; do
        for pawl_more in 0 1 2 3 4 5 6 7 8 9; do
          echo "  job$pawl_job$pawl_more: { run: echo $pawl_more, needs: first }"
        done
      done
    } >pawl.yml
    {
      echo 'schema_version: 4'
      echo 'items:'
      echo '  - { id: WRK-001, title: One, status: new, description: "Text.\n\nMore." }'
      echo '  - id: WRK-002'
      echo '    title: Two'
      echo '    status: new'
      echo '    dependencies: [WRK-001]'
      echo '    tags: [one, two]'
    } >BACKLOG.yaml
    pawl_train_one "$1" run <<'LINES'
run -j 4
state
logs first
LINES
    pawl_train_one "$1" version <<'LINES'
version
--help
LINES
    pawl_train_one "$1" validate <<'LINES'
validate
graph
jobs
jobs --last 1
jobs --format json
status
backlog list
backlog show WRK-001
backlog why WRK-002
__complete r
LINES
  ) >/dev/null 2>&1 || true
  rm -rf "$pawl_ground"
}

# pawl_train_one HOME WORD: makes the cache of a command of the commands that stdin has, one a line,
# if it is not there, or older than a jar.
pawl_train_one() {
  pawl_name_cache "$2"
  pawl_cache=$1/lib/$CACHE
  if [ -f "$pawl_cache" ] && [ -z "$(find "$1/lib" -name '*.jar' -newer "$pawl_cache")" ]; then
    return
  fi
  rm -f "$pawl_cache"
  PAWL_JAVA_OPTS="-XX:-AOTRecordTraining -XX:AOTCacheOutput=$pawl_cache.new" \
    timeout 60 "$1/bin/pawl" __rehearse || true
  if [ -s "$pawl_cache.new" ]; then mv "$pawl_cache.new" "$pawl_cache"; fi
  rm -f "$pawl_cache.new"
}
