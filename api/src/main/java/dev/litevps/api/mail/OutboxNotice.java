package dev.litevps.api.mail;

import dev.litevps.api.platform.DemoMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the server where e-mails are, when they go nowhere else. */
@Component
class OutboxNotice {

    private static final Logger LOG = LoggerFactory.getLogger("litevps");

    private final Mailer mailer;
    private final DemoMode demoMode;

    OutboxNotice(Mailer mailer, DemoMode demoMode) {
        this.mailer = mailer;
        this.demoMode = demoMode;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (mailer.deliversMail()) {
            return;
        }
        if (!demoMode.isOn()) {
            LOG.warn("E-mails reach nobody: no mail server is set up (spring.mail.host)");
        } else if (event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            LOG.info(
                    "E-mails that it would send: http://127.0.0.1:{}/outbox",
                    web.getWebServer().getPort());
        }
    }
}
