package org.antiphon.gateway.rpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every RPC of the platform. It is read from the descriptor set that the proto module ships, so that a new service or a
 * new RPC reaches gRPC, gRPC-Web and REST without a line here.
 *
 * @param services the generated services
 * @param rpcs their RPCs
 */
public record RpcCatalog(List<ServiceDescriptor> services, List<Rpc> rpcs) {
    private static final String DESCRIPTOR_SET = "/antiphon.protoset";

    public static RpcCatalog of(List<ServiceDescriptor> services) {
        var rpcs = services.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(Rpc::of)
                .toList();
        return new RpcCatalog(List.copyOf(services), rpcs);
    }

    /** All services of the proto module. */
    public static RpcCatalog ofProtoModule() {
        try (var stream = RpcCatalog.class.getResourceAsStream(DESCRIPTOR_SET)) {
            if (stream == null) {
                throw new IllegalStateException("the proto module's " + DESCRIPTOR_SET + " is not on the class path");
            }
            return of(FileDescriptorSet.parseFrom(stream).getFileList().stream()
                    .filter(file -> file.getPackage().startsWith("antiphon."))
                    .flatMap(file -> file.getServiceList().stream()
                            .map(service -> file.getOptions().getJavaPackage() + "." + service.getName() + "Grpc"))
                    .map(RpcCatalog::generated)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The RPCs that the world may call. */
    public Stream<Rpc> publicRpcs() {
        return rpcs.stream().filter(Rpc::isPublic);
    }

    /**
     * The RPC of a generated method.
     *
     * @throws IllegalArgumentException when it is not in the catalogue
     */
    public Rpc rpc(MethodDescriptor<?, ?> method) {
        return rpcs.stream()
                .filter(rpc -> rpc.name().equals(method.getFullMethodName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no RPC " + method.getFullMethodName()));
    }

    private static ServiceDescriptor generated(String className) {
        try {
            return (ServiceDescriptor)
                    Class.forName(className).getMethod("getServiceDescriptor").invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("the proto module has no class " + className, missing);
        }
    }
}
