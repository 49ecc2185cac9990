package dev.pawl.app;

/** Starts the program. */
public final class Main {
  private Main() {}

  /** Prints the version, whatever the arguments. */
  public static void main(String[] args) {
    var version = Main.class.getPackage().getImplementationVersion();
    System.out.println("pawl " + (version == null ? "unpackaged" : version));
  }
}
