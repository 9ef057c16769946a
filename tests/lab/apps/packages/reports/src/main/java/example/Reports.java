package example;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Reports {
  public static void main(String[] arguments) {
    SpringApplication.run(Reports.class, arguments);
  }

  /** What the application believes about its client: behind a proxy not what the connection says. */
  @GetMapping("/reports/client")
  Map<String, Object> client(HttpServletRequest request) {
    return Map.of("address", request.getRemoteAddr(), "scheme", request.getScheme(), "host", request.getServerName(), "url",
        request.getRequestURL().toString());
  }

  @GetMapping("/reports/heap")
  Map<String, Object> heap() {
    return Map.of("mebibytes", Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Longer than anybody waits for a container that does not drain. */
  @GetMapping("/reports/slow")
  String slow() throws InterruptedException {
    Thread.sleep(4000);
    return "finished";
  }
}
