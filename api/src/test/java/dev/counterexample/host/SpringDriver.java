package dev.counterexample.host;

import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.springframework.stereotype.Component;

/** A driver that cannot be run without Spring, and uses libvirt outside the package for it. */
@Component
public class SpringDriver {

    private @Nullable Connect connect;

    public void use(Connect connection) {
        connect = connection;
    }

    public boolean isConnected() {
        return connect != null;
    }
}
