package dev.litevps.api.mail;

import dev.litevps.api.startup.ProductionRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** E-mails reach people. */
@Component
final class MailRequirement implements ProductionRequirement {

    @Override
    public List<MissingSetting> missing(Environment settings) {
        return Stream.of(
                        ProductionRequirement.unlessSet(
                                settings, "spring.mail.host", "nobody would be told that their money runs out"),
                        ProductionRequirement.unlessSet(
                                settings, "litevps.mail.from", "e-mails would come from a local address"))
                .flatMap(List::stream)
                .toList();
    }
}
