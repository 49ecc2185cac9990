# Finds a JDK 25. Sourced by every script here, in the source tree and where Pawl is installed.
#
#   pawl_find_jdk TOOL       sets JDK to the first JDK 25 that has bin/TOOL; else says what is missing, exit 2
#   pawl_name_cache WORD...  sets CACHE to the file name of the start-up cache of that very JDK for
#                         the command that these words call, pawl_kind to say, look or run; to
#                         rehearsal, which has none, while one is made
#
# Reads each candidate's `release` file instead of starting its java: the search costs no process
# when JAVA_HOME is right, and one (readlink) when it is not. A shell reads byte by byte: no further
# than it must.

pawl_is_jdk() { # HOME TOOL
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  pawl_version= pawl_jdk_build=
  while IFS='=' read -r pawl_key pawl_value; do
    pawl_value=${pawl_value#\"}
    pawl_value=${pawl_value%\"}
    case $pawl_key in
      JAVA_VERSION)
        pawl_version=$pawl_value
        case $pawl_version in 25 | 25.* | 25-*) ;; *) return 1 ;; esac
        ;;
      JAVA_RUNTIME_VERSION | IMPLEMENTOR_VERSION) pawl_jdk_build=$pawl_jdk_build-$pawl_value ;;
      MODULES) break ;; # long, and after all of these
    esac
  done <"$1/release"
  [ -n "$pawl_version" ]
}

# A cache of another JDK, or of other jars, would be refused or, worse, run old code (JDK-8377932).
# The jars' digest is the folder it lies in; this name is the JDK's build. All that is in a cache is
# loaded at once: commands that only look start faster without what runs jobs and calls the kernel,
# and those that only say something of Pawl itself without what reads a project.
pawl_name_cache() { # WORD...
  case $pawl_jdk_build in
    *[!A-Za-z0-9.+_-]*) pawl_jdk_build=-unknown ;;
  esac
  pawl_kind=look
  case ${1-} in
    '' | version | completion | schema | -h | --help) pawl_kind=say ;;
    __rehearse) pawl_kind=rehearsal ;;
  esac
  for pawl_word in "$@"; do
    case $pawl_word in
      run | retry | attach | work | triage | state | logs | cancel | _coordinate) pawl_kind=run ;;
    esac
  done
  CACHE=$pawl_kind$pawl_jdk_build.aot
}

pawl_find_jdk() { # TOOL
  if [ -n "${JAVA_HOME-}" ] && pawl_is_jdk "$JAVA_HOME" "$1"; then
    JDK=$JAVA_HOME
    return
  fi
  if pawl_java=$(command -v java); then
    pawl_java=$(readlink -f "$pawl_java")
    JDK=${pawl_java%/bin/java}
    if pawl_is_jdk "$JDK" "$1"; then return; fi
  fi
  for JDK in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/*; do
    if pawl_is_jdk "$JDK" "$1"; then return; fi
  done
  echo "pawl: needs JDK 25 and found none by JAVA_HOME, PATH, /usr/lib/jvm, /opt or in the home folder: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME" >&2
  exit 2
}
