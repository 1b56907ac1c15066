package dev.litevps.host.dns;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/**
 * {@link Dns} in a zone of a real server, by signed dynamic updates (RFC 2136, RFC 8945).
 *
 * <p>Beside each address lies a TXT record that says whose it is. Every update asks for that mark, or for a name that
 * nobody has, in the same message in which it changes anything; so names of others are safe also from a race.
 */
public final class Rfc2136Dns implements Dns {

    /** Renewing a name of ours and taking a free one, and both again if another node was faster. */
    private static final int ATTEMPTS = 2;

    private final Rfc2136Settings settings;
    private final Name zone;
    private final String mark;
    private final TSIG signer;
    private final SimpleResolver server;

    /** @throws IllegalArgumentException if the zone is no domain name */
    public Rfc2136Dns(Rfc2136Settings settings) {
        this.settings = settings;
        this.mark = "heritage=litevps,owner=" + settings.owner();
        this.signer = settings.key().signer();
        try {
            this.zone = Name.fromString(settings.zone(), Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("Not the name of a zone: " + settings.zone(), e);
        }
        this.server = new SimpleResolver(settings.server());
        server.setTCP(true);
        server.setTimeout(settings.timeout());
        server.setTSIGKey(signer);
    }

    @Override
    public Optional<String> name(MachineId id) {
        return Optional.of(fullName(id).toString(true));
    }

    @Override
    public void publish(MachineId id, String address) {
        InetAddress target = InetAddress.ofLiteral(address);
        Name name = fullName(id);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (send(address(marked(name), name, target), Rcode.NXRRSET)
                    || send(taking(name, target), Rcode.YXDOMAIN)) {
                return;
            }
        }
        throw new HostException(Reason.REFUSED, "The name " + name + " belongs to somebody else");
    }

    @Override
    public void remove(MachineId id) {
        Name name = fullName(id);
        Update update = marked(name);
        update.delete(name, Type.A);
        update.delete(name, Type.AAAA);
        update.delete(name, Type.TXT);
        send(update, Rcode.NXRRSET);
    }

    @Override
    public List<DnsRecord> published() {
        Map<Name, String> addresses = new HashMap<>();
        Set<Name> ours = new HashSet<>();
        for (Record record : transfer()) {
            switch (record) {
                case ARecord a -> addresses.put(a.getName(), a.getAddress().getHostAddress());
                case AAAARecord a -> addresses.put(a.getName(), a.getAddress().getHostAddress());
                case TXTRecord text when text.getStrings().equals(List.of(mark)) -> ours.add(text.getName());
                default -> {
                    // Not about a machine.
                }
            }
        }
        List<DnsRecord> records = new ArrayList<>();
        for (Name name : ours) {
            if (name.labels() == zone.labels() + 1 && name.subdomain(zone)) {
                DnsLabels.parse(name.getLabelString(0))
                        .ifPresent(id -> records.add(new DnsRecord(id, addresses.get(name))));
            }
        }
        return records;
    }

    private Name fullName(MachineId id) {
        try {
            return Name.fromString(DnsLabels.of(id), zone);
        } catch (TextParseException e) {
            throw new IllegalStateException("A label and a zone make a name", e);
        }
    }

    private Update marked(Name name) {
        Update update = new Update(zone);
        try {
            update.present(name, Type.TXT, "\"" + mark + "\"");
        } catch (IOException e) {
            throw new IllegalStateException("The mark is plain text", e);
        }
        return update;
    }

    private Update taking(Name name, InetAddress target) {
        Update update = new Update(zone);
        update.absent(name);
        update.add(new TXTRecord(name, DClass.IN, settings.ttl().toSeconds(), mark));
        return address(update, name, target);
    }

    private Update address(Update update, Name name, InetAddress target) {
        boolean four = target.getAddress().length == Integer.BYTES;
        long ttl = settings.ttl().toSeconds();
        update.delete(name, Type.A);
        update.delete(name, Type.AAAA);
        update.add(four ? new ARecord(name, DClass.IN, ttl, target) : new AAAARecord(name, DClass.IN, ttl, target));
        return update;
    }

    /** Whether the update was made; false if the server found that its condition does not hold. */
    private boolean send(Update update, int conditionFailed) {
        Message answer;
        try {
            answer = server.send(update);
        } catch (IOException e) {
            throw unreachable(e);
        }
        int code = answer.getRcode();
        if (code == Rcode.NOTAUTH || !answer.isVerified()) {
            throw new HostException(
                    Reason.NOT_TRUSTED, "The name server does not accept the key: " + Rcode.string(code));
        }
        if (code == Rcode.NOERROR || code == conditionFailed) {
            return code == Rcode.NOERROR;
        }
        throw new HostException(Reason.REFUSED, "The name server refuses an update: " + Rcode.string(code));
    }

    private List<Record> transfer() {
        ZoneTransferIn transfer = ZoneTransferIn.newAXFR(zone, settings.server(), signer);
        transfer.setTimeout(settings.timeout());
        try {
            transfer.run();
            return transfer.getAXFR();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (ZoneTransferException e) {
            throw new HostException(Reason.REFUSED, "The name server does not list the zone " + zone, e);
        }
    }

    private static HostException unreachable(IOException cause) {
        if (cause instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return new HostException(Reason.CANCELLED, "Interrupted while waiting for the name server", cause);
        }
        return new HostException(Reason.UNREACHABLE, "The name server does not answer", cause);
    }
}
