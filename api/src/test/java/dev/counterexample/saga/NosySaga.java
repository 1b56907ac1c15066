package dev.counterexample.saga;

import dev.counterexample.command.PublicAggregate;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain;

/** A saga that looks into an aggregate and switches machines by itself. */
public class NosySaga {

    private @Nullable PublicAggregate watched;
    private @Nullable Domain domain;

    public void watch(PublicAggregate aggregate) {
        watched = aggregate;
    }

    public void take(Domain machine) {
        domain = machine;
    }

    public boolean isBusy() {
        return watched != null && domain != null;
    }
}
