# Sourced by ./mvnw and ./antiphon: points JAVA_HOME and PATH at a JDK of at least 21, wherever it is installed, so that an older
# `java` on PATH does no harm. Says what is missing when there is none.
antiphon_jdk_major() {
  # The release file is read instead of starting the JVM: it is faster and is the same everywhere.
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

antiphon_find_jdk() {
  path_java=$(command -v javac 2>/dev/null || true)
  for antiphon_jdk in "${JAVA_HOME-}" \
    "${path_java:+$(dirname "$(dirname "$(readlink -f "$path_java" 2>/dev/null || echo "$path_java")")")}" \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* /opt/jdk* /opt/java/*; do
    [ -n "$antiphon_jdk" ] && [ -x "$antiphon_jdk/bin/javac" ] || continue
    major=$(antiphon_jdk_major "$antiphon_jdk")
    if [ "${major:-0}" -ge 21 ]; then
      JAVA_HOME=$antiphon_jdk
      PATH=$antiphon_jdk/bin:$PATH
      export JAVA_HOME PATH
      return 0
    fi
  done
  echo "antiphon needs a JDK of version 21 or newer and found none." >&2
  echo "Install one (Debian: apt-get install openjdk-21-jdk; macOS: brew install openjdk@21; any: https://adoptium.net)" >&2
  echo "or set JAVA_HOME to one." >&2
  return 1
}

antiphon_find_jdk || exit 1
