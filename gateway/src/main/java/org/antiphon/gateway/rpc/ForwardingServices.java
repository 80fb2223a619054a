package org.antiphon.gateway.rpc;

import io.grpc.Channel;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Offers the public RPCs of the catalogue as gRPC services that pass every call on to the service behind. */
public final class ForwardingServices {
    private final Function<String, Channel> channels;

    /**
     * Forwards to channels chosen by area.
     *
     * @param channels the channel of an area such as {@code discovery}
     */
    public ForwardingServices(Function<String, Channel> channels) {
        this.channels = channels;
    }

    public List<ServerServiceDefinition> of(RpcCatalog catalog) {
        return catalog.services().stream().flatMap(this::forward).toList();
    }

    private Stream<ServerServiceDefinition> forward(ServiceDescriptor service) {
        var methods = service.getMethods().stream()
                .map(Rpc::of)
                .filter(Rpc::isPublic)
                .map(this::forward)
                .toList();
        if (methods.isEmpty()) {
            return Stream.empty();
        }
        var descriptor =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        var definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return Stream.of(definition.build());
    }

    private ServerMethodDefinition<byte[], byte[]> forward(Rpc rpc) {
        return ServerMethodDefinition.create(rpc.bytes(), new ForwardingHandler(rpc, channels.apply(rpc.area())));
    }
}
