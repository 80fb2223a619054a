package org.antiphon.discovery.stream;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import org.antiphon.chain.PersonalMessage;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;

/**
 * Signs URLs of audio. A content node serves a stream only to whoever brings a grant of a discovery node it trusts; the
 * grant is what Audius content nodes accept: EIP-191 over keccak256 of compact JSON with sorted keys.
 */
public final class StreamGrants {
    private final String publicUrl;
    private final Credentials key;
    private final Clock clock;

    /** Grants by a key, at a clock, for content behind a base URL. */
    public StreamGrants(URI publicUrl, Credentials key, Clock clock) {
        this.publicUrl = publicUrl.toString().replaceAll("/+$", "");
        this.key = key;
        this.clock = clock;
    }

    /** The signed URL of a track's audio. */
    public String url(StreamGrant grant) {
        var data = grant.json(clock.instant());
        var envelope = "{\"data\":\"%s\",\"signature\":\"%s\"}".formatted(data.replace("\"", "\\\""), sign(data));
        return "%s/tracks/cidstream/%s?signature=%s%s"
                .formatted(
                        publicUrl,
                        grant.cid(),
                        URLEncoder.encode(envelope, StandardCharsets.UTF_8),
                        grant.skipPlayCount() ? "&skip_play_count=true" : "");
    }

    /** The address that signs, which content nodes have to trust. */
    public String signer() {
        return key.getAddress();
    }

    private String sign(String data) {
        var digest = Hash.sha3(data.getBytes(StandardCharsets.UTF_8));
        return "0x" + HexFormat.of().formatHex(PersonalMessage.sign(digest, key));
    }
}
