package dev.litevps.api.http;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server on this computer, which takes mail for everybody once it is switched on. */
final class MailServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final int port = freePort();
    private final GreenMail greenMail = new GreenMail(new ServerSetup(port, LOOPBACK, ServerSetup.PROTOCOL_SMTP));

    /** Takes mail from now on, and has got none yet. */
    void switchOn() {
        if (!greenMail.isRunning()) {
            greenMail.start();
        }
        try {
            greenMail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses connections from now on. */
    void switchOff() {
        greenMail.stop();
    }

    /** What a LiteVPS server must be started with to send here. */
    String[] properties(String... others) {
        String[] all = Arrays.copyOf(others, others.length + 2);
        all[others.length] = "spring.mail.host=" + LOOPBACK;
        all[others.length + 1] = "spring.mail.port=" + port;
        return all;
    }

    /** All that came, in its order. */
    List<MimeMessage> received() {
        return List.of(greenMail.getReceivedMessages());
    }

    /** To whom the messages that came were addressed, in alphabetical order. */
    List<String> recipients() {
        return received().stream()
                .map(message -> header(message, "To"))
                .sorted()
                .toList();
    }

    static String header(MimeMessage message, String name) {
        try {
            return MimeUtility.unfold(message.getHeader(name, ","));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage message) {
        try {
            return message.getContent().toString().replace("\r\n", "\n");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        greenMail.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
