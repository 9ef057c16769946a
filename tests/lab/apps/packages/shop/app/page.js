import { headers } from "next/headers";

export const dynamic = "force-dynamic";

export default async function Page() {
  const asked = await headers();
  return (
    <p>
      {`sells ${process.env.GOODS}, asked by ${asked.get("x-forwarded-proto")}`}
    </p>
  );
}
