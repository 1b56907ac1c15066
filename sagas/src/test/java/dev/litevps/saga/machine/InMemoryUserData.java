package dev.litevps.saga.machine;

import dev.litevps.events.vps.VpsId;
import dev.litevps.host.UserData;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** User data in memory. */
public final class InMemoryUserData implements UserDataVault {

    private final Map<VpsId, UserData> kept = new ConcurrentHashMap<>();

    public void keep(VpsId vpsId, String text) {
        kept.put(vpsId, new UserData(text));
    }

    @Override
    public Optional<UserData> find(VpsId vpsId) {
        return Optional.ofNullable(kept.get(vpsId));
    }

    @Override
    public void erase(VpsId vpsId) {
        kept.remove(vpsId);
    }
}
