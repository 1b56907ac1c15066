package dev.litevps.api.captcha;

import dev.litevps.api.startup.ProductionRequirement;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Only people register. */
@Component
final class TurnstileRequirement implements ProductionRequirement {

    @Override
    public List<MissingSetting> missing(Environment settings) {
        return TurnstileProperties.isReal(settings.getProperty(TurnstileProperties.SECRET_KEY))
                ? List.of()
                : List.of(new MissingSetting(
                        TurnstileProperties.SECRET_KEY, "programs could register accounts, with the test keys"));
    }
}
