package dev.litevps.host.simulated.shell;

/** What leaves the ordinary course of a script. */
abstract sealed class ShellExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ShellExit(String message) {
        super(message, null, false, false);
    }

    /** {@code exit}. */
    static final class Exit extends ShellExit {
        private static final long serialVersionUID = 1L;
        final int status;

        Exit(int status) {
            super("exit");
            this.status = status;
        }
    }

    /** {@code return}. */
    static final class Return extends ShellExit {
        private static final long serialVersionUID = 1L;
        final int status;

        Return(int status) {
            super("return");
            this.status = status;
        }
    }

    /** {@code break} and {@code continue}, out of so many loops. */
    static final class Jump extends ShellExit {
        private static final long serialVersionUID = 1L;
        final boolean again;
        final int levels;

        Jump(boolean again, int levels) {
            super("jump");
            this.again = again;
            this.levels = levels;
        }
    }

    /** ^C, at an interactive shell: back to the prompt. */
    static final class Interrupt extends ShellExit {
        private static final long serialVersionUID = 1L;

        Interrupt() {
            super("interrupt");
        }
    }

    /** An error that ends a script, but not an interactive shell. */
    static final class Failure extends ShellExit {
        private static final long serialVersionUID = 1L;
        final int status;

        Failure(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
