package dev.litevps.host.simulated;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How a client wants its pixels. */
final class PixelFormat {

    /** 32 bits of red, green and blue, the lowest byte first. */
    static final PixelFormat STANDARD = new PixelFormat(32, false, new int[] {255, 255, 255}, new int[] {16, 8, 0});

    private static final int DEPTH_BITS = 24;

    private final int bits;
    private final boolean bigEndian;
    private final int[] maxima;
    private final int[] shifts;

    private PixelFormat(int bits, boolean bigEndian, int[] maxima, int[] shifts) {
        this.bits = bits;
        this.bigEndian = bigEndian;
        this.maxima = maxima;
        this.shifts = shifts;
    }

    static PixelFormat read(DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        in.skipNBytes(1); // depth
        boolean bigEndian = in.readUnsignedByte() != 0;
        in.skipNBytes(1); // true colour: there is no palette here
        int[] maxima = {in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort()};
        int[] shifts = {in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte()};
        in.skipNBytes(3);
        if (bits != 8 && bits != 16 && bits != 32) {
            throw new IOException("Pixels of " + bits + " bits are not known");
        }
        return new PixelFormat(bits, bigEndian, maxima, shifts);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(bits);
        out.writeByte(DEPTH_BITS);
        out.writeBoolean(bigEndian);
        out.writeBoolean(true);
        for (int maximum : maxima) {
            out.writeShort(maximum);
        }
        for (int shift : shifts) {
            out.writeByte(shift);
        }
        out.write(new byte[3]);
    }

    void writePixel(DataOutputStream out, int colour) throws IOException {
        int value = 0;
        for (int channel = 0; channel < maxima.length; channel++) {
            int intensity = (colour >> (16 - 8 * channel)) & 0xFF;
            value |= (intensity * maxima[channel] / 255) << shifts[channel];
        }
        for (int at = 0; at < bits; at += 8) {
            out.writeByte(value >> (bigEndian ? bits - 8 - at : at));
        }
    }
}
