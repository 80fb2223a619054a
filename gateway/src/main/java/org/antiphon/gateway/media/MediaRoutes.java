package org.antiphon.gateway.media;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpMethod;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.function.Function;
import org.antiphon.gateway.GatewayConfig;
import org.antiphon.gateway.edge.RouteHandler;
import org.antiphon.gateway.rest.PathTemplate;
import org.antiphon.gateway.rest.RoutingTable;
import org.antiphon.gateway.rpc.AliasingMarshaller;
import org.antiphon.gateway.rpc.Rpc;
import org.antiphon.gateway.rpc.RpcCatalog;
import org.antiphon.proto.content.v1.BlobServiceGrpc;
import org.antiphon.proto.content.v1.ReadImageResponse;
import org.antiphon.proto.content.v1.ReadResponse;
import org.antiphon.proto.content.v1.UploadServiceGrpc;
import org.antiphon.proto.discovery.v1.TrackServiceGrpc;

/** Adds the routes that an HTTP rule can't describe: bytes in, bytes out, and the way to them. */
public final class MediaRoutes {
    private final RpcCatalog catalog;
    private final Function<String, Channel> channels;
    private final GatewayConfig.Limits limits;
    private final PlayRecorder plays;

    public MediaRoutes(
            RpcCatalog catalog, Function<String, Channel> channels, GatewayConfig.Limits limits, PlayRecorder plays) {
        this.catalog = catalog;
        this.channels = channels;
        this.limits = limits;
        this.plays = plays;
    }

    public void addTo(RoutingTable<RouteHandler> routes) {
        for (var path : List.of("/v1/tracks/{track_id}/stream", "/v1/full/tracks/{track_id}/stream")) {
            var template = PathTemplate.parse(path);
            var rpc = catalog.rpc(TrackServiceGrpc.getGetTrackStreamMethod());
            routes.add(HttpMethod.GET, template, new TrackStreamHandler(channel(rpc), rpc, template));
        }
        routes.add(HttpMethod.GET, PathTemplate.parse("/tracks/cidstream/{cid}"), cidStream());
        routes.add(HttpMethod.GET, PathTemplate.parse("/content/{reference}/{variant}"), image());
        var upload = catalog.rpc(UploadServiceGrpc.getUploadMethod());
        routes.add(HttpMethod.POST, PathTemplate.parse("/uploads"), new UploadHandler(channel(upload), upload, limits));
    }

    private CidStreamHandler cidStream() {
        var method = BlobServiceGrpc.getReadMethod();
        var rpc = catalog.rpc(method);
        return new CidStreamHandler(
                channel(rpc),
                rpc,
                aliasing(method, ReadResponse.getDefaultInstance()),
                plays,
                limits.downloadIdleTimeout());
    }

    private ImageHandler image() {
        var method = BlobServiceGrpc.getReadImageMethod();
        var rpc = catalog.rpc(method);
        return new ImageHandler(
                channel(rpc),
                rpc,
                aliasing(method, ReadImageResponse.getDefaultInstance()),
                limits.downloadIdleTimeout());
    }

    private Channel channel(Rpc rpc) {
        return channels.apply(rpc.area());
    }

    private static <Q, A extends Message> MethodDescriptor<Q, A> aliasing(MethodDescriptor<Q, A> method, A prototype) {
        return method.toBuilder(method.getRequestMarshaller(), new AliasingMarshaller<>(prototype))
                .build();
    }
}
