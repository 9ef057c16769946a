import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What a jar of Spring Boot does that an image is made for, without Spring: layers, the variables of a server, health, a drain. */
public class Main {
    private static final AtomicInteger active = new AtomicInteger();

    public static void main(String[] words) throws Exception {
        if ("tools".equals(System.getProperty("jarmode"))) {
            extract(List.of(words));
        } else if (words.length == 0) {
            serve();
        } else if (words[0].equals("worker")) {
            System.out.println("worker: at work");
            Thread.sleep(Long.MAX_VALUE);
        } else {
            note(words[0] + " as " + System.getProperty("user.name"));
        }
    }

    private static void extract(List<String> words) throws IOException {
        if (!words.get(0).equals("extract") || !words.contains("--layers")) throw new IllegalArgumentException(words.toString());
        Path layers = Path.of(words.get(words.indexOf("--destination") + 1));
        for (String layer : List.of("dependencies/lib", "spring-boot-loader", "snapshot-dependencies", "application")) {
            Files.createDirectories(layers.resolve(layer));
        }
        Files.writeString(layers.resolve("dependencies/lib/library"), "a library\n");
        Path jar = Path.of(System.getProperty("java.class.path"));
        Files.copy(jar, layers.resolve("application").resolve(jar.getFileName()));
    }

    private static void note(String line) throws IOException {
        Files.writeString(Path.of("/app/spool/notes"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("SERVER_PORT"))), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", Main::handle);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server)));
        server.start();
        System.out.println("api: started");
    }

    private static void drain(HttpServer server) {
        String time = System.getenv("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE");
        boolean graceful = "graceful".equals(System.getenv("SERVER_SHUTDOWN"));
        long until = System.currentTimeMillis() + (graceful ? 1000 * Long.parseLong(time.replace("s", "")) : 0);
        try {
            while (active.get() > 0 && System.currentTimeMillis() < until) Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("api: " + (active.get() == 0 ? "every request is answered" : "requests are left"));
        server.stop(0);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        active.incrementAndGet();
        try {
            byte[] body = (answer(exchange) + "\n").getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            active.decrementAndGet();
        }
    }

    private static long heap() {
        return Long.parseLong(
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption("MaxHeapSize").getValue());
    }

    private static String answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/slow")) {
            Thread.sleep(5000);
            return "finished";
        }
        if (path.endsWith("/heap")) return "heap " + heap() / (1024 * 1024) + " MiB";
        if (path.endsWith("/eat")) {
            List<byte[]> eaten = new ArrayList<>();
            while (true) eaten.add(new byte[16 * 1024 * 1024]);
        }
        if (path.endsWith("/headers")) {
            StringBuilder text = new StringBuilder();
            exchange.getRequestHeaders().forEach((name, values) -> text.append(name).append('=').append(values).append('\n'));
            return text.toString().toLowerCase();
        }
        return "{\"status\":\"UP\",\"path\":\"" + path + "\"}";
    }
}
