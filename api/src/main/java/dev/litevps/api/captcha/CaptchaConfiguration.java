package dev.litevps.api.captcha;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Turnstile, if this site has keys of its own. */
@Configuration(proxyBeanMethods = false)
class CaptchaConfiguration {

    @Bean
    Captcha captcha(TurnstileProperties properties) {
        String secretKey = properties.secretKey();
        return secretKey != null && properties.isReal()
                ? new TurnstileCaptcha(WebClient.builder(), properties, secretKey)
                : new TestKeyCaptcha(secretKey);
    }
}
