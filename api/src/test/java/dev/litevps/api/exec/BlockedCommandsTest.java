package dev.litevps.api.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.query.settings.SettingsRow;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BlockedCommandsTest {

    private static final BlockedCommands DEFAULTS = new BlockedCommands(SettingsRow.DEFAULTS.blockedCommands());

    static final List<String> BLOCKED = List.of(
            "reboot",
            " reboot ",
            "/sbin/reboot",
            "/usr/sbin/reboot -f",
            "halt",
            "halt -p",
            "poweroff",
            "shutdown -h now",
            "shutdown now; echo bye",
            "echo a; reboot",
            "echo a;reboot",
            "true && reboot",
            "false || reboot",
            "true&reboot",
            "echo y | reboot",
            "echo a\nreboot",
            "echo a # text\nreboot",
            "(reboot)",
            "( cd /tmp; reboot )",
            "{ reboot; }",
            "echo $(reboot)",
            "echo \"$(reboot)\"",
            "echo `reboot`",
            "echo \"`reboot`\"",
            "echo \"$(echo \"$(reboot)\")\"",
            "X=$(reboot)",
            "sudo reboot",
            "sudo -u root reboot",
            "sudo -n -- reboot",
            "sudo --user root reboot",
            "sudo --user=root reboot",
            "sudo -nu root reboot",
            "sudo -uroot reboot",
            "sudo -ul reboot",
            "env --unset A reboot",
            "doas reboot",
            "env reboot",
            "env -i A=b reboot",
            "env A=b C=d /sbin/reboot",
            "nohup reboot &",
            "timeout 5 reboot",
            "timeout -k 1 5 reboot",
            "timeout --signal=KILL 5 reboot",
            "timeout --signal KILL 5 reboot",
            "timeout --kill-after 1 --signal KILL 5 reboot",
            "command -p reboot",
            "xargs reboot",
            "echo now | xargs shutdown",
            "xargs -n 1 reboot",
            "exec reboot",
            "command reboot",
            "time reboot",
            "nice -n 5 reboot",
            "setsid reboot",
            "sudo nohup timeout 5 reboot",
            "A=b reboot",
            "A=b C='d e' reboot",
            "sh -c reboot",
            "sh -c 'reboot'",
            "bash -lc 'echo a && reboot'",
            "bash -c \"reboot\"",
            "sudo bash -c 'sh -c \"reboot\"'",
            "bash -x -c 'reboot'",
            "/bin/sh -ec 'cd /; reboot'",
            "su -c reboot",
            "su root -c 'reboot'",
            "eval reboot",
            "eval 'echo a; reboot'",
            "busybox reboot",
            "busybox sh -c reboot",
            "systemctl reboot",
            "systemctl poweroff",
            "systemctl --force halt",
            "sudo systemctl -i reboot",
            "systemctl isolate reboot.target",
            "r\\eboot",
            "\\reboot",
            "'reboot'",
            "\"reboot\"",
            "re'boot'",
            "re\"bo\"ot",
            "reboot > /dev/null 2>&1",
            ">/dev/null reboot",
            "2>/dev/null reboot",
            "re\\\nboot",
            "if true; then reboot; fi",
            "while true; do reboot; done",
            "! reboot",
            "f() { reboot; }; f",
            "f () { reboot; }; f",
            "function f { reboot; }; f",
            "function f() { reboot; }; f",
            "$'reboot'",
            "re$'boot'",
            "$'\\x72eboot'",
            "$'\\162eboot'",
            "$'\\u0072eboot'",
            "$\"reboot\"",
            "echo $'a\\'b'; reboot",
            "a=(b) reboot",
            "a=($(reboot))",
            "a=(b); reboot",
            "case x in a) echo;; esac; reboot",
            "case x in a) echo;; b) reboot;; esac",
            "case x in a|b) reboot;; esac",
            "case x in (a) reboot;; esac",
            "case x in\na)\nreboot\n;;\nesac",
            "case x in $(reboot)) echo;; esac",
            "case x in a) case y in b) echo;; esac; reboot;; esac",
            "case x in esac; reboot",
            "case $1 in a) reboot;; esac",
            "find / -name x -exec reboot \\;",
            "find /tmp -exec sh -c 'reboot' ';'",
            "rm -rf /",
            "rm -fr /",
            "rm -r -f /",
            "rm -f -r /",
            "rm -Rf /",
            "rm --recursive --force /",
            "rm --force -r /",
            "rm -rf --no-preserve-root /",
            "rm -rfv /",
            "rm -rf //",
            "rm -rf /*",
            "rm -rf /.",
            "rm -rf /tmp/..",
            "rm / -rf",
            "rm -rf -- /",
            "rm -rf /tmp/x /",
            "rm -rf / tmp/x",
            "rm -rf \"/\"",
            "sudo rm -rf /",
            "/bin/rm -rf /",
            "mkfs /dev/vda",
            "mkfs.ext4 /dev/vda1",
            "/sbin/mkfs.xfs -f /dev/vda",
            "sudo mkfs -t ext4 /dev/vda",
            "dd if=/dev/zero of=/dev/vda",
            "dd of=/dev/vda if=/dev/zero bs=1M",
            "dd bs=1M if=image",
            ":(){ :|:& };:",
            ":(){:|:&};:",
            ":() { : | : & } ; :",
            ":(){ :|: & };:",
            ":()\n{\n:|:&\n};:",
            "bash -c ':(){ :|:& };:'",
            "echo a; :(){ :|:& };:",
            "sh <<EOF\nreboot\nEOF",
            "sudo bash -x <<'EOF'\necho a\nreboot\nEOF\necho b",
            "bash -s one two <<-EOF\n\treboot\n\tEOF",
            "su - root <<EOF\nreboot\nEOF",
            "cat <<EOF | sh\nreboot\nEOF",
            "sh <<A\nsh <<B\nreboot\nB\nA",
            "cat <<A; sh <<B\nhello\nA\nreboot\nB",
            "cat <<EOF\n$(reboot)\nEOF",
            "cat <<EOF\n\"`reboot`\"\nEOF",
            "cat <<EOF\nhello\nEOF\nreboot",
            "cat <<EOF; reboot\nhello\nEOF",
            "cat <<EOF && reboot\nhello",
            "sh <<< reboot",
            "bash <<<'echo a; reboot'",
            "echo reboot | sh",
            "echo reboot|sh",
            "echo 'rm -rf /' | sudo bash -s",
            "echo -e 'true\\nreboot' | bash",
            "printf 'reboot\\n' | sh",
            "printf '%s\\n' reboot | sh -",
            "sudo echo reboot |& sh",
            "cd /tmp && echo reboot | tee script | sh",
            "f=$(echo reboot | sh)",
            "env -S reboot",
            "env -S 'reboot -f'",
            "env -S'reboot'",
            "env -iS 'A=b reboot' -f",
            "env -u A -S 'sudo reboot'",
            "env --split-string='reboot'",
            "env --split-string reboot",
            "pkexec reboot",
            "pkexec --user root reboot",
            "systemd-run reboot",
            "systemd-run --unit x -p A=b --on-active 5 reboot",
            "systemd-run --scope -- reboot",
            "systemd-inhibit --what=sleep reboot",
            "flock x reboot",
            "flock -w 5 /tmp/lock reboot",
            "flock -n /tmp/lock -c reboot",
            "flock /tmp/lock --command 'true; reboot'",
            "flock /tmp/lock sh -c reboot",
            "taskset -c 0 reboot",
            "chrt -f 10 reboot",
            "nsenter -t 1 -m reboot",
            "unshare -n reboot",
            "setpriv --reuid 0 reboot",
            "strace -f -o out reboot",
            "gosu root reboot",
            "fakeroot reboot",
            "script -qc reboot /dev/null",
            "f=$(sh <<EOF\nreboot\nEOF\n)");

    static final List<String> ALLOWED = List.of(
            "",
            "uname -a",
            "echo reboot",
            "echo \"do not reboot\"",
            "echo 'reboot; halt'",
            "echo \"a; reboot\"",
            "echo a\\; reboot",
            "grep halt file",
            "grep -r 'shutdown' /var/log",
            "cat shutdown.txt",
            "cat /sbin/reboot",
            "./halt.sh",
            "rebooted",
            "xreboot",
            "git commit -m \"mkfs\"",
            "git commit -m 'rm -rf /'",
            "which reboot",
            "man shutdown",
            "# reboot",
            "command -v reboot",
            "command -pv reboot",
            "command -V reboot",
            "sudo -l reboot",
            "sudo -nl reboot",
            "sudo --list reboot",
            "case x in reboot) echo hi;; esac",
            "case x in (reboot) echo hi;; esac",
            "case x in a) echo;; reboot) echo hi;; esac",
            "case x in a|reboot|halt) echo hi;; esac",
            "case x in\nreboot)\necho hi\n;;\nhalt) echo;;\nesac",
            "if true; then case x in halt) echo;; esac; fi",
            "a=(reboot)",
            "a=(echo reboot halt); echo ${a[0]}",
            "a+=(reboot)",
            "reboot() { echo; }",
            "reboot () { echo; }",
            "function reboot { echo; }",
            "echo a # reboot",
            "echo a > reboot",
            "echo a >reboot",
            "systemctl status reboot.target",
            "systemctl restart nginx",
            "systemctl status halt",
            "bash halt",
            "bash -c 'echo reboot'",
            "sudo -u halt id",
            "timeout 5 echo reboot",
            "rm -rf /tmp/x",
            "rm -rf /tmp/*",
            "rm -rf ./",
            "rm -rf *",
            "rm -r /",
            "rm -f /",
            "rm -rf tmp/",
            "rm -rf /tmp/x/..",
            "rm file",
            "echo rm -rf /",
            "dd of=file",
            "dd --help",
            "echo dd if=x",
            "mkfsx",
            "ls /sbin/mkfs.ext4",
            "echo ':(){ :|:& };:'",
            "REBOOT=1 env",
            "find / -name reboot",
            "find / -name x -exec echo reboot \\;",
            "echo $REBOOT",
            "apt-get install -y shutdown-tools",
            "cat <<EOF\nreboot\nEOF",
            "cat > /etc/motd <<'EOF'\n$(reboot)\nEOF",
            "cat <<\\EOF\n`reboot`\nEOF",
            "cat <<-EOF\n\treboot\n\tEOF\necho done",
            "cat <<A <<B\nreboot\nA\nhalt\nB\necho done",
            "tee run.sh <<EOF >/dev/null\nrm -rf /\nEOF",
            "cat <<EOF\n:(){ :|:& };:\nEOF",
            "sh script.sh <<EOF\nreboot\nEOF",
            "sh -c cat <<EOF\nreboot\nEOF",
            "sh <<EOF\necho reboot\nEOF",
            "grep x <<< reboot",
            "echo reboot | cat",
            "echo reboot | grep reboot",
            "echo reboot || sh",
            "echo reboot | sh script.sh",
            "echo reboot | bash -c cat",
            "echo 'echo reboot' | sh",
            "echo do not reboot | sh",
            "printf 'reboot\\n' > file; sh script.sh",
            "printf 'reboot\\n' | tee file",
            "env -S 'echo reboot'",
            "env -S echo reboot",
            "env -u -S reboot=1",
            "pkexec echo reboot",
            "systemd-run --unit reboot echo hi",
            "flock reboot echo hi",
            "flock /tmp/lock -c 'echo reboot'",
            "taskset -p 1",
            "nsenter -t 1 -m echo reboot",
            "script reboot",
            "cat <<EOF\nreboot");

    @ParameterizedTest
    @FieldSource("BLOCKED")
    void isNotRun(String script) {
        assertThat(DEFAULTS.foundIn(script)).isPresent();
    }

    @ParameterizedTest
    @FieldSource("ALLOWED")
    void isRun(String script) {
        assertThat(DEFAULTS.foundIn(script)).isEmpty();
    }

    @Test
    void namesTheEntryAndKnowsNoOther() {
        BlockedCommands own = new BlockedCommands(List.of("telinit", "git push --force", "a | b"));

        assertThat(own.foundIn("sudo telinit 6")).contains("telinit");
        assertThat(own.foundIn("git -v push origin --force")).contains("git push --force");
        assertThat(own.foundIn("git push origin")).isEmpty();
        assertThat(own.foundIn("a|b")).contains("a | b");
        assertThat(own.foundIn("reboot")).isEmpty();
    }

    /** Each here-document is a script that its shell reads, and has a substitution that the shell outside of it reads too. */
    @Test
    @Timeout(60)
    void scriptsThatAreFoundInManyWaysAreReadOnce() {
        StringBuilder script = new StringBuilder();
        for (int level = 0; level < 40; level++) {
            script.append(level == 0 ? "sh <<E0\n" : "$(sh <<E" + level + "\n");
        }
        script.append("true\n");
        for (int level = 39; level >= 0; level--) {
            script.append("E").append(level).append(level == 0 ? "\n" : "\n)\n");
        }

        assertThat(DEFAULTS.foundIn(script.toString())).isEmpty();
        assertThat(DEFAULTS.foundIn(script + "reboot")).contains("reboot");
    }

    @Test
    @Timeout(60)
    void soManyScriptsAreNotReadButRefused() {
        StringBuilder script = new StringBuilder("true");
        for (int number = 0; number < 200; number++) {
            script.append("\nsh -c 'echo ")
                    .append("x".repeat(30_000))
                    .append(number)
                    .append("'");
        }

        assertThat(DEFAULTS.foundIn(script.toString())).contains(ReadScripts.TOO_MANY);
    }

    /** A script of any signs is looked through in time, whatever a shell would say to it. */
    @Test
    @Timeout(60)
    void garbageIsLookedThroughInTime() {
        Random random = new Random(4711);
        String[] pieces = {
            "'",
            "\"",
            "`",
            "\\",
            "$(",
            "(",
            ")",
            "{",
            "}",
            ";",
            "&",
            "|",
            "\n",
            " ",
            "<<",
            "<<x\n",
            "\nx\n",
            "sh ",
            ">",
            "#",
            "sh -c ",
            "eval ",
            "find -exec ",
            "reboot",
            "rm -rf ",
            "/",
            "sudo ",
            "=",
            "\0",
            "ä",
            "\ud800",
            "-",
            "--",
            "x"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder script = new StringBuilder();
            for (int piece = random.nextInt(60); piece > 0; piece--) {
                script.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(DEFAULTS.foundIn(script.toString())).isNotNull();
        }
        for (String piece : pieces) {
            String script = piece.repeat(250_000 / piece.length());
            long start = System.nanoTime();
            assertThat(DEFAULTS.foundIn(script)).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(5));
        }
    }
}
