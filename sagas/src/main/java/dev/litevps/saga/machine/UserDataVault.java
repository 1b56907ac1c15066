package dev.litevps.saga.machine;

import dev.litevps.events.vps.VpsId;
import dev.litevps.host.UserData;
import java.util.Optional;

/** Where user data is kept, encrypted for its owner, from the request for a VPS until nothing of the VPS is left. */
public interface UserDataVault {

    /** Empty if the VPS has none, or nobody can read it any more. Blocks. */
    Optional<UserData> find(VpsId vpsId);

    /** Leaves nothing of it. Blocks. */
    void erase(VpsId vpsId);
}
