package dev.litevps.api.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the server where it is and what to try. */
@Component
class ReadyNotice {

    private static final Logger LOG = LoggerFactory.getLogger("litevps");

    private final DemoMode demoMode;

    ReadyNotice(DemoMode demoMode) {
        this.demoMode = demoMode;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
            return;
        }
        String url = "http://127.0.0.1:" + web.getWebServer().getPort();
        LOG.info("LiteVPS serves {}", url);
        if (demoMode.isOn()) {
            LOG.info("Demo account: {} / {}, with $10.00 to spend", DemoAccount.EMAIL, DemoAccount.PASSWORD);
            LOG.info("Pages to register and to make access tokens: {}/register", url);
            LOG.info("Try next, in another terminal: ./litevps demo --url {}", url);
        }
    }
}
