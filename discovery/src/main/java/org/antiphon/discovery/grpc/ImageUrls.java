package org.antiphon.discovery.grpc;

import java.net.URI;
import org.antiphon.proto.discovery.v1.BackdropImage;
import org.antiphon.proto.discovery.v1.SquareImage;

/** Where content serves pictures in their sizes. */
final class ImageUrls {
    private final String content;

    ImageUrls(URI publicUrl) {
        content = publicUrl.toString().replaceAll("/+$", "") + "/content/";
    }

    SquareImage square(String reference) {
        return SquareImage.newBuilder()
                .setSmall(url(reference, "150x150"))
                .setMedium(url(reference, "480x480"))
                .setLarge(url(reference, "1000x1000"))
                .build();
    }

    BackdropImage backdrop(String reference) {
        return BackdropImage.newBuilder()
                .setMedium(url(reference, "640x"))
                .setLarge(url(reference, "2000x"))
                .build();
    }

    private String url(String reference, String size) {
        return content + reference + "/" + size + ".jpg";
    }
}
