package dev.litevps.api.platform;

import dev.litevps.command.template.TemplateCommand.PublishTemplate;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import java.time.Instant;
import java.util.stream.Stream;

/** The templates of a server that nobody has set up. All boot the one image that there is, and say so. */
final class DemoTemplates {

    private DemoTemplates() {}

    static Stream<PublishTemplate> all(Instant at) {
        return Stream.of(
                new PublishTemplate(
                        TemplateId.ofSlug("debian-12-user-data"),
                        "debian-12-user-data",
                        "Debian 12, with user data",
                        "Debian 12 as debian-12-small; on its first boot cloud-init runs a script, until a request brings its own",
                        new Resources(1, 1_024, 20),
                        "#!/bin/sh\nuname -a >/root/made-from-template\n",
                        null,
                        at),
                new PublishTemplate(
                        TemplateId.ofSlug("debian-12-hour"),
                        "debian-12-hour",
                        "Debian 12, for an hour",
                        "Debian 12 with 1 vCPU, 1 GiB of memory and 20 GiB of disk, destroyed after an hour",
                        new Resources(1, 1_024, 20),
                        null,
                        60,
                        at),
                PublishTemplate.of(
                        "debian-12-small",
                        "Debian 12, small",
                        "Debian 12 with 1 vCPU, 1 GiB of memory and 20 GiB of disk",
                        new Resources(1, 1_024, 20),
                        at),
                PublishTemplate.of(
                        "debian-12-large",
                        "Debian 12, large",
                        "Debian 12 with 4 vCPUs, 8 GiB of memory and 160 GiB of disk",
                        new Resources(4, 8_192, 160),
                        at),
                PublishTemplate.of(
                        "ubuntu-22-small",
                        "Small machine",
                        "The slug of the documentation's examples; the image is Debian 12, as of every template here",
                        new Resources(1, 1_024, 20),
                        at));
    }
}
