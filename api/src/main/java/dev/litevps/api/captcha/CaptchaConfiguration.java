package dev.litevps.api.captcha;

import dev.litevps.api.web.PublicUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Turnstile, if this site has keys of its own. */
@Configuration(proxyBeanMethods = false)
class CaptchaConfiguration {

    @Bean
    Captcha captcha(TurnstileProperties properties, PublicUrl publicUrl) {
        String secretKey = properties.secretKey();
        return secretKey != null && properties.isReal()
                ? new TurnstileCaptcha(WebClient.builder(), properties, secretKey, publicUrl.configuredHost())
                : new TestKeyCaptcha(secretKey);
    }
}
